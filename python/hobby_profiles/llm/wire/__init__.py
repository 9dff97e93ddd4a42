"""One call and many: what is sent, how it is read, how hard the server is pushed.

Requests enter, validated answers or counted failures leave.
Read ``engine.py`` first.
"""
