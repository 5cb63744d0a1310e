-- Per deal: the version and the moment that its rows stand on, when time alone may change them, and
-- the ids of the people that it names. `withheld`: how many of its records readers may not see.
CREATE TABLE views.{view}_stands{beside} (
    deal text COLLATE "C" PRIMARY KEY,
    version bigint NOT NULL,
    moment timestamptz NOT NULL,
    changes_at timestamptz,
    persons text[] COLLATE "C" NOT NULL,
    withheld bigint NOT NULL
);
CREATE INDEX ON views.{view}_stands{beside} (changes_at) WHERE changes_at IS NOT NULL;
CREATE INDEX ON views.{view}_stands{beside} USING gin (persons);
CREATE INDEX ON views.{view}_stands{beside} (deal) WHERE withheld > 0;
