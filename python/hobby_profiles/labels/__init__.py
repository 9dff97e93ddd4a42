"""Labels of product texts: what proposes them and what grades them."""
