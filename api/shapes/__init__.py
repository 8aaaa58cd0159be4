"""How things look to readers: for each kind the columns read, the dict made of a row, the schema.

Rows come by `.values_list()` and become dicts by a plain function – three to five times faster
than model serializers – and the declared serializer beside it is what the schema documents; a
test holds the two together.
"""
