"""Dutch and English: detection, words and stems, stop words, numbers in words, and the glossary."""
