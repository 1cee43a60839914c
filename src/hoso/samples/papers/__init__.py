"""One module per kind of paper: what it prints and in which layouts."""
