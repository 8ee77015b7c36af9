// Puts the parts together, and makes every event that the page cites a way into the replay.

document.getElementById("player").hidden = false;
startControls();
startMap();
startEvents();
startCauses();
startBeliefs();

document.addEventListener("click", (click) => {
  const link = click.target.closest('a[href^="#e"]');
  const number = /^#e(\d+)$/.exec(link?.getAttribute("href") ?? "");
  if (number && event(Number(number[1]))) {
    click.preventDefault();
    chooseEvent(Number(number[1]), { scroll: true });
    return;
  }
  const instant = click.target.closest("time[data-t]");
  if (instant) {
    clock.set(Number(instant.dataset.t));
    document.getElementById("replay").scrollIntoView();
  }
});

// A link from outside to an event: report.html#e123.
const wanted = /^#e(\d+)$/.exec(location.hash);
const first = events.find((one) => one.t !== null);
if (wanted) chooseEvent(Number(wanted[1]), { scroll: true });
else clock.set(first ? first.t : 0);
