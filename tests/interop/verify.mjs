// Reads a pack with verifiers and parsers of others. Ends with 1 and the format's name where one of them refuses.
// Usage: node verify.mjs PACK [OSCAL-SCHEMA]. Where PACK holds event.json, it is read as a CloudEvent, and the SDK's own is printed.
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import { bundleFromJSON } from '@sigstore/bundle';
import { Verifier, toSignedEntity, toTrustMaterial } from '@sigstore/verify';
import canonicalize from 'canonicalize';
import { CloudEvent, HTTP } from 'cloudevents';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

const [pack, schema] = process.argv.slice(2);
const read = (name) => readFileSync(join(pack, name));
const result = {};

function step(name, check) {
  try {
    result[name] = check();
  } catch (error) {
    console.error(`${name}: ${error.message}`);
    process.exit(1);
  }
}

// Ed25519 keys as SubjectPublicKeyInfo.
const spki = (raw) => createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]), format: 'der', type: 'spki' });

step('dsse', () => {
  const evidence = JSON.parse(read('evidence.json'));
  const keys = { log: spki(Buffer.from(read('log.key').toString().trim().split('+').slice(2).join('+'), 'base64').subarray(1)) };
  for (const fact of evidence.facts.filter((f) => f.kind === 'state.attester')) {
    keys[fact.subject] = spki(Buffer.from(fact.values.key.replace('ed25519:', ''), 'base64'));
  }

  const material = toTrustMaterial(
    { certificateAuthorities: [], timestampAuthorities: [], tlogs: [], ctlogs: [] },
    (hint) => ({ publicKey: keys[hint], validFor: () => true }));
  const verifier = new Verifier(material, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 });
  const names = readdirSync(join(pack, 'statements'));
  for (const name of names) {
    const { payload, payloadType, signatures } = JSON.parse(read(join('statements', name)));
    const own = JSON.parse(Buffer.from(payload, 'base64')).predicate.serverlessguard_revalidation;
    const bundle = bundleFromJSON({
      mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1',
      verificationMaterial: { publicKey: { hint: own?.attester ?? 'log' }, tlogEntries: [] },
      dsseEnvelope: { payload, payloadType, signatures: signatures.map(({ sig }) => ({ sig, keyid: '' })) },
    });
    verifier.verify(toSignedEntity(bundle));
  }

  return names.length;
});

step('canonical', () => {
  const names = readdirSync(join(pack, 'entries'));
  for (const name of names) {
    const text = read(join('entries', name)).toString();
    if (canonicalize(JSON.parse(text)) !== text) {
      throw new Error(`${name} is not what RFC 8785 gives`);
    }
  }

  return names.length;
});

if (schema) {
  step('oscal', () => {
    const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
    const validate = ajv.compile(JSON.parse(readFileSync(schema)));
    if (!validate(JSON.parse(read('assessment-results.json')))) {
      throw new Error(ajv.errorsText(validate.errors));
    }

    return true;
  });
}

if (existsSync(join(pack, 'event.json'))) {
  step('cloudevents', () => {
    const event = HTTP.toEvent({ headers: { 'content-type': 'application/cloudevents+json' }, body: read('event.json').toString() });
    event.validate();
    const own = new CloudEvent({
      id: 'n-1', source: 'urn:example:sdk', type: 'Guard.Test', time: '2026-11-23T11:00:00.123Z', traceparent: event.traceparent,
      data: { n: 1 },
    });
    return { id: event.id, source: event.source, type: event.type, traceparent: event.traceparent, sdk: HTTP.structured(own).body };
  });
}

console.log(JSON.stringify(result));
