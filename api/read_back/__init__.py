"""Read-back by a link: who is asked what, the link and the message that takes it, what is answered.

refused      why a link is not made, or leads nowhere
asked        the questions that a person is shown, and the words to them
making       a link, made once it is known that there is something to ask
message      the words that go with it
told         a link as JSON
answers      the four answers, and the records that are made of them
before       what was answered by the same link before
holding      whoever has a link: what they may, and as whom they record
"""
