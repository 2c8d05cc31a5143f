"""What is made from notes: one module for each kind of file that goes out."""
