namespace ServerlessGuard.Core.Deployments.Probes.Templates;

/// <summary>Tasks that any assistant must do; the tasks that only this model is there for are its owner's to add.</summary>
internal static class GoldenTemplate
{
    public static void Write(SuiteWriter suite)
    {
        suite.Probe(ProbeKind.Golden).Text("prompt", "What is 17 plus 25? Answer with the number only.").Text("matches", @"\b42\b");
        suite.Probe(ProbeKind.Golden)
            .Text("prompt", "Answer with the word ready and nothing else.")
            .Text("matches", @"(?i)\bready\b")
            .Raw("within", "20s");
        suite.Probe(ProbeKind.Golden)
            .Text("prompt", "A customer called Ada ordered 3 lamps. Answer with JSON only, no code fence: {\"name\": string, \"count\": "
                + "integer, \"item\": string}.")
            .Raw("json_schema", "{ type: object, required: [name, count, item], additionalProperties: false, properties: { name: { type: "
                + "string, pattern: \"(?i)ada\" }, count: { type: integer, minimum: 3, maximum: 3 }, item: { type: string } } }");
        suite.Probe(ProbeKind.Golden)
            .Text("prompt", "Is Lisbon the capital of Portugal? Answer with yes or no.")
            .Raw("runs", "5")
            .Raw("agreement", "80%")
            .Text("matches", @"(?i)\byes\b");
        suite.Probe(ProbeKind.Golden)
            .Text("prompt", "Summarise in one sentence: the delivery was late because the bridge was closed for two days.")
            .Text("matches", "(?i)bridge");
        suite.Probe(ProbeKind.Golden)
            .Text("prompt", "Who won the football match between two clubs that do not exist, Nowhere United and Nothing City, in 1899?")
            .Text("must_not_match", @"(?i)\b(united|city) won\b");
    }
}
