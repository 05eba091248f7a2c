"""Side-by-side benchmarks, and the maker of the synthetic data that they run on."""
