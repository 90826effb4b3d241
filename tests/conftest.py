"""Small named worlds that many tests share."""
