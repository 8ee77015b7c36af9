//! A directed graph of messages and its figures.

use super::betweenness::betweenness;
use hazdrill_record::EventId;
use serde::Serialize;
use std::collections::BTreeMap;

/// A graph has at most so many nodes; those with the fewest messages are left out.
const NODES: usize = 300;

/// A directed graph.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Graph {
    /// How many nodes: of organisations all that the scenario has, of seats those that spoke or heard.
    pub n: u64,
    /// How many links: ordered pairs of which the second heard the first at least once.
    pub links: u64,
    /// How many messages over these links.
    pub messages: u64,
    /// Links ÷ n(n−1); none with fewer than two nodes.
    pub density: Option<f64>,
    /// Links whose reverse is there too ÷ links; none without a link.
    pub reciprocity: Option<f64>,
    /// The nodes, by name.
    pub nodes: Vec<Node>,
    /// Nodes left out of a graph that is too large.
    pub left_out: u64,
}

/// A node of a graph.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Node {
    /// The organisation or seat.
    pub id: String,
    /// Distinct senders it heard.
    pub degree_in: u64,
    /// Distinct receivers that heard it.
    pub degree_out: u64,
    /// Messages it heard.
    pub messages_in: u64,
    /// Messages of its that were heard.
    pub messages_out: u64,
    /// Share of the shortest paths between two others that lead through it, 0 to 1.
    pub betweenness: f64,
    /// Its last message, in or out; none where it had none.
    pub last: Option<EventId>,
}

/// A graph in the making.
pub(super) struct Builder<'a> {
    links: BTreeMap<(&'a str, &'a str), u64>,
    /// Messages in and out, and the last of them.
    nodes: BTreeMap<&'a str, (u64, u64, Option<EventId>)>,
}

impl<'a> Builder<'a> {
    /// A graph with these nodes; others come with their messages.
    pub(super) fn new(nodes: impl Iterator<Item = &'a str>) -> Self {
        Self { links: BTreeMap::new(), nodes: nodes.map(|id| (id, (0, 0, None))).collect() }
    }

    /// Adds a message.
    pub(super) fn add(&mut self, from: &'a str, to: &'a str, event: EventId) {
        if from == to {
            return;
        }
        *self.links.entry((from, to)).or_default() += 1;
        let sender = self.nodes.entry(from).or_default();
        (sender.1, sender.2) = (sender.1 + 1, Some(event));
        let receiver = self.nodes.entry(to).or_default();
        (receiver.0, receiver.2) = (receiver.0 + 1, Some(event));
    }

    /// The graph with its figures.
    pub(super) fn graph(mut self) -> Graph {
        let left_out = self.shrink();
        let index: BTreeMap<&str, usize> = self.nodes.keys().enumerate().map(|(at, id)| (*id, at)).collect();
        let n = index.len();
        let mut out: Vec<Vec<usize>> = vec![Vec::new(); n];
        let mut degree_in = vec![0_u64; n];
        for (from, to) in self.links.keys() {
            out[index[from]].push(index[to]);
            degree_in[index[to]] += 1;
        }
        let links = self.links.len() as u64;
        let mutual = self.links.keys().filter(|(from, to)| self.links.contains_key(&(*to, *from))).count();
        let between = betweenness(&out);
        let nodes = self.nodes.iter().enumerate().map(|(at, (id, (messages_in, messages_out, last)))| Node {
            id: (*id).to_owned(),
            degree_in: degree_in[at],
            degree_out: out[at].len() as u64,
            messages_in: *messages_in,
            messages_out: *messages_out,
            betweenness: between[at],
            last: *last,
        });
        Graph {
            n: n as u64,
            links,
            messages: self.links.values().sum(),
            density: (n > 1).then(|| links as f64 / (n as f64 * (n as f64 - 1.0))),
            reciprocity: (links > 0).then(|| mutual as f64 / links as f64),
            nodes: nodes.collect(),
            left_out,
        }
    }

    /// Leaves out nodes beyond the most that a graph has; gives how many.
    fn shrink(&mut self) -> u64 {
        let too_many = self.nodes.len().saturating_sub(NODES);
        if too_many == 0 {
            return 0;
        }
        let mut by_messages: Vec<(u64, &str)> = self.nodes.iter().map(|(id, (i, o, _))| (i + o, *id)).collect();
        by_messages.sort_unstable();
        for (_, id) in by_messages.into_iter().take(too_many) {
            self.nodes.remove(id);
        }
        let nodes = &self.nodes;
        self.links.retain(|(from, to), _| nodes.contains_key(from) && nodes.contains_key(to));
        too_many as u64
    }
}
