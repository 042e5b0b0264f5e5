H = "sibling"
