"""Who is who: which statements of different sources speak of the same provider."""
