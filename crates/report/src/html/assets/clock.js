// The time of the replay: play, pause, step. Whoever shows something of it asks to be told.

const clock = {
  t: 0,
  playing: false,
  speed: 60,
  listeners: [],

  /** Calls `listener` with every new time. */
  tell(listener) {
    this.listeners.push(listener);
  },

  /** Sets the time. */
  set(t) {
    this.t = Math.min(Math.max(Math.round(t), 0), endMs);
    for (const listener of this.listeners) listener(this.t);
  },

  play() {
    if (this.playing) return;
    if (this.t >= endMs) this.set(0);
    this.playing = true;
    let last = null;
    const frame = (now) => {
      if (!this.playing) return;
      if (last !== null) this.set(this.t + (now - last) * this.speed);
      last = now;
      if (this.t >= endMs) this.pause();
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    this.set(this.t);
  },

  pause() {
    this.playing = false;
    this.set(this.t);
  },

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  },
};

/** Button, slider, speed, clock, name of the stage. */
function startControls() {
  const part = (id) => document.getElementById(id);
  const [button, slider, speed, output, stage] = ["play", "slider", "speed", "clock", "stage"].map(part);
  slider.max = endMs;
  button.addEventListener("click", () => clock.toggle());
  slider.addEventListener("input", () => clock.set(Number(slider.value)));
  speed.addEventListener("change", () => {
    clock.speed = Number(speed.value);
  });
  clock.tell((t) => {
    slider.value = t;
    const text = clockText(t);
    slider.setAttribute("aria-valuetext", text);
    output.textContent = text;
    button.textContent = clock.playing ? words.pause : words.play;
    button.setAttribute("aria-pressed", String(clock.playing));
    const entered = raw.stages.filter(([at]) => at <= t);
    stage.textContent = entered.length > 0 ? entered[entered.length - 1][1] : "";
  });
  document.addEventListener("keydown", (press) => {
    if (press.ctrlKey || press.altKey || press.metaKey || press.defaultPrevented) return;
    // Keys belong to the field or button that has the focus, but for the slider, whose arrows mean the same here.
    const own = press.target.closest("select, input, button, a, summary");
    if (own && own !== slider) return;
    if (act(press)) press.preventDefault();
  });

  function act(press) {
    const step = press.shiftKey ? 60000 : 10000;
    switch (press.key) {
      case " ": clock.toggle(); return true;
      case "ArrowRight": clock.set(clock.t + step); return true;
      case "ArrowLeft": clock.set(clock.t - step); return true;
      case "Home": clock.set(0); return true;
      case "End": clock.set(endMs); return true;
      case ".": nextEvent(1); return true;
      case ",": nextEvent(-1); return true;
      default: return false;
    }
  }

  /** To the instant of the next or last turning point. */
  function nextEvent(direction) {
    const turning = events.filter((one) => one.turning && one.t !== null);
    const found = direction > 0
      ? turning.find((one) => one.t > clock.t)
      : turning.findLast((one) => one.t < clock.t);
    if (found) chooseEvent(found.n, { scroll: false });
  }
}
