-- What counts as a mention, as known when the theme was found; null for discovered themes and for themes of earlier versions.
ALTER TABLE themes ADD COLUMN description TEXT;
