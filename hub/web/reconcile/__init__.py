"""The Reconciliation Service API 0.2 of W3C's Entity Reconciliation Community Group, under /reconcile."""
