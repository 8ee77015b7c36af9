//! Plays the seat of the dispatcher by code: sends the engine to the gate as soon as the dispatcher knows anything.
#![expect(clippy::print_stdout, reason = "an example prints what it found")]

use hazdrill::model::{CrewRef, Id, Verb, Where};
use hazdrill::{Drill, load};

fn main() {
    let scenario = load("ether-lab").checked.expect("a scenario that is shipped is sound");
    let mut drill = Drill::new(&scenario, 1);
    drill.play("fire/dispatcher").expect("the scenario has this seat");
    let id = |text: &str| Id::new(text).expect("a well-made name");
    let crews = vec![CrewRef::new("engine-1").expect("a well-made name")];
    let order = Verb::Dispatch { crews, to: Where::Place(id("gate")), facts: vec![], by: vec![] };
    let mut sent = false;
    while drill.step().is_some() {
        let seat = drill.actor("fire/dispatcher").expect("the scenario has this seat");
        if !sent && !seat.beliefs.is_empty() {
            println!("{} the dispatcher knows {:?} and sends the engine", drill.now(), seat.beliefs[0].0);
            drill.order("fire/dispatcher", &order).expect("the order names only what the scenario has");
            sent = true;
        }
    }
    for event in drill.events().iter().filter(|e| matches!(e.kind(), "order" | "dispatched" | "refused")) {
        println!("{:>8} ms {} {:?}", event.t_ms.unwrap_or(0), event.kind(), event.actor);
    }
}
