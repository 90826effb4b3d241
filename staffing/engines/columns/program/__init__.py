"""What joins the agents: the rows, the linear program over lines, its prices and bounds."""
