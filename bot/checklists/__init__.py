"""Working checklists: a procedure that is started, ticked step by step by several people, resumed and finished.

A run keeps the procedure as it was when it began, and every mark that anybody made on it: nothing is overwritten. What
a step looks like now is made from its marks (`merging`). `bot.checklists.checklists` is the service that pages and the
chat call.
"""
