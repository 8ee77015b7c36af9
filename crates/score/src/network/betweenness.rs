//! Betweenness: on how many of the shortest ways between two others somebody sits.
//!
//! Directed and unweighted: `B(v) = Σ σ(s,t|v) ÷ σ(s,t)` over all ordered pairs `s ≠ v ≠ t`, where σ(s,t) is the number
//! of shortest paths from s to t and σ(s,t|v) that of those through v, divided by (n−1)(n−2) so that it lies between 0
//! and 1. Computed by the method of U. Brandes, *A faster algorithm for betweenness centrality*, J. Math. Sociol. 25
//! (2001) 163–177: a breadth-first search from every node, then the dependencies added up from the far end. Nodes are
//! taken in their order, so the same graph gives the same bits.

/// Betweenness of each node of a graph given by the successors of each.
pub(super) fn betweenness(successors: &[Vec<usize>]) -> Vec<f64> {
    let n = successors.len();
    let mut between = vec![0.0; n];
    if n < 3 {
        return between;
    }
    let mut order = Vec::with_capacity(n);
    for source in 0..n {
        order.clear();
        let mut paths = vec![0.0_f64; n];
        let mut distance = vec![usize::MAX; n];
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); n];
        (paths[source], distance[source]) = (1.0, 0);
        order.push(source);
        let mut next = 0;
        while let Some(v) = order.get(next).copied() {
            next += 1;
            for w in successors[v].iter().copied() {
                if distance[w] == usize::MAX {
                    distance[w] = distance[v] + 1;
                    order.push(w);
                }
                if distance[w] == distance[v] + 1 {
                    paths[w] += paths[v];
                    before[w].push(v);
                }
            }
        }
        let mut dependency = vec![0.0_f64; n];
        for w in order.iter().rev().copied() {
            for v in before[w].iter().copied() {
                dependency[v] += paths[v] / paths[w] * (1.0 + dependency[w]);
            }
            if w != source {
                between[w] += dependency[w];
            }
        }
    }
    let pairs = (n as f64 - 1.0) * (n as f64 - 2.0);
    between.into_iter().map(|sum| sum / pairs).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(n: usize, links: &[(usize, usize)]) -> Vec<f64> {
        let mut successors = vec![Vec::new(); n];
        for (from, to) in links {
            successors[*from].push(*to);
        }
        betweenness(&successors)
    }

    #[test]
    fn a_chain_a_star_and_two_ways() {
        // 0 → 1 → 2 → 3: through 1 lead 0→2 and 0→3, through 2 lead 0→3 and 1→3; of 6 ordered pairs without each.
        assert_eq!(of(4, &[(0, 1), (1, 2), (2, 3)]), [0.0, 2.0 / 6.0, 2.0 / 6.0, 0.0]);
        // A star with links both ways: all pairs of leaves lead through its middle.
        assert_eq!(of(4, &[(0, 1), (1, 0), (0, 2), (2, 0), (0, 3), (3, 0)]), [1.0, 0.0, 0.0, 0.0]);
        // Two shortest ways from 0 to 3: half of one pair each.
        assert_eq!(of(4, &[(0, 1), (0, 2), (1, 3), (2, 3)]), [0.0, 0.5 / 6.0, 0.5 / 6.0, 0.0]);
    }

    #[test]
    fn small_graphs_have_nobody_between() {
        assert_eq!(of(0, &[]), Vec::<f64>::new());
        assert_eq!(of(2, &[(0, 1), (1, 0)]), [0.0, 0.0]);
        assert_eq!(of(3, &[]), [0.0, 0.0, 0.0]);
    }
}
