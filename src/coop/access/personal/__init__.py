"""What a person settles for their access: picture, phrase, questions, contact data."""
