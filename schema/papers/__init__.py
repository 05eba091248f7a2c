"""Questions of planning asked by the program itself, for its commands and papers, as clients ask them."""
