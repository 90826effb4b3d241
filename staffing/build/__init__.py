"""From documents and a forecast to integers: names become indices here, once."""
