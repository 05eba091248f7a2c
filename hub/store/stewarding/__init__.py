"""What stewards write and look through: decisions, corrections, withdrawals, keys."""
