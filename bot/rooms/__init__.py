"""The trainer's desk: rooms where a talk is led for one, two or many, tasks given to people, residents of one's own."""
