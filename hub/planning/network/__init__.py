"""Questions about the network as it is: what is missing where, who gives what, and in which form."""
