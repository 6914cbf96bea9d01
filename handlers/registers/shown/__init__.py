"""How everything that is said is read and drawn: one register for each noun."""
