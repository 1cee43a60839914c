"""Labels: the printed words that announce a field, found in spite of OCR errors."""
