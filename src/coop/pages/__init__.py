"""What web and back office share: layout, form fields, formats, words for errors."""
