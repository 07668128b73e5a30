-- Search over account name, client name and reference: any part of three or more characters.
-- Contentless: the index keeps no second copy of the text, and a deletion repeats the old one.
-- The writer adds the rows: trusted_schema=off keeps triggers away from virtual tables.

create virtual table account_search using fts5 (text, content = '', tokenize = 'trigram');
