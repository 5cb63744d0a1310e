from api.cli.demo import story_text
import json
def test_x(client):
    rs=[json.loads(l) for l in story_text().splitlines()]
    r=client.record_together(rs)
    print(r.position, r.version)
    print(client.deals())
    print(client.deal("northcare-2025"))
    print(list(client.every_deal()))
    n=[x.id for x in client.every_record("northcare-2025")]
    print(len(n))
    print(client.terms("northcare-2025", effective_at="2025-05-12").standing)
    a=client.ask("northcare-2025","Does the discount cover analytics?")
    print(a.verdict,a.basis)
    assert client.ask("northcare-2025","Does the discount cover analytics?", basis=a.basis)==a
    print(client.ledger(40,5).next, client.live(), client.ready())
    it=client.follow(45)
    print([next(it).position for _ in range(4)])
    it.close()
