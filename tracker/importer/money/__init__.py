"""How much: the sums that pay for a policy, their parts, who pays, and sums that are something else."""
