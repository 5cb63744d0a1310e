"""Every kind of tampering, tried on a real ledger, and by which means each is found.

`python -m tests.faults.tampering` prints what was done, with which power, what finds it, and the
first entry or file that it names; then what nothing finds; then as many clean checks as `--clean`
says (a million), none of which may raise an alarm.

The means, each as its command uses it:

    refused      the database, or the command, does not do it
    verify       `deal-ledger verify`: entries, what stands beside them, time stamps
    checkpoint   `deal-ledger verify --checkpoint FILE … --key VKEY`, with what was kept elsewhere
    signer       the signer compares, and freezes
    doctor       `deal-ledger doctor`
    resume       `deal-ledger signer resume --checkpoint FILE`
    check        `deal-ledger check --key VKEY --checkpoint FILE …`
    verify.sh, verify.py    what lies in a bundle
    proof        `deal-ledger proof check --key VKEY`
"""
