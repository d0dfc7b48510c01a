"""What does a person do to a dataset as a whole: put reports right, read anew, copy, publish?

May import: crossfoot, db, browse, flows.runs, flows.told, flows.words, flows.cli.
"""
