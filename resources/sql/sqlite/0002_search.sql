-- Search over account name, client name and reference: any part of three or more characters.
-- Contentless: the index keeps no second copy of the text, and a deletion repeats the old one.
-- Each text ends with two blanks, so that every character of it begins a trigram: what begins with a
-- shorter word is then a range of the index's terms.
-- The writer adds the rows: trusted_schema=off keeps triggers away from virtual tables.

create virtual table account_search using fts5 (text, content = '', tokenize = 'trigram');
create virtual table account_trigram using fts5vocab(account_search, instance);
