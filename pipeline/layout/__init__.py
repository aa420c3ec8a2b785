"""What a page looks like: its lines, its dateline and which line plays which part.

It stands below the reader, which finds a web page's title and date by it, and below the article.
"""
