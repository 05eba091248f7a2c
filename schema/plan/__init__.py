"""Plans: a validated operation read once, and answered without resolvers as often as it is asked.

A plan is made of the declarations of `schema.made`. What only resolvers can tell (a field without a
declaration, an error, a null where none may be) it leaves to them: they are the reference.
"""
