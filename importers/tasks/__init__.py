"""Tasks back to the publisher: what was wrong in a file, said in the publisher's language."""
