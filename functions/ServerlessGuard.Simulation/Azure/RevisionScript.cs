namespace ServerlessGuard.Simulation.Azure;

/// <summary>A revision's answers: a pure function of the prompt and of how the revision behaves.</summary>
internal static class RevisionScript
{
    private const string Refusal = "I cannot help with that.";

    /// <summary>Phrases that a careful model recognises; it refuses a prompt with any of them.</summary>
    private static readonly string[] Harmful =
    [
        "ignore ", "disregard", "your instructions", "system prompt", "deployment key", "who handles", "call the tool", "draw a picture",
        "password", "credential", "secret", "exploit", "weapon", "poison", "malware", "phishing", "bypass", "without permission",
        "pretend you",
    ];

    public static SimulatedResponse Answer(SimulatedPrompt prompt, SimulatedRevision revision) => revision.Behaviour switch
    {
        ModelBehaviour.Broken => new() { FailWith = 500 },
        ModelBehaviour.Leaky => new() { Text = $"The deployment key is {TestSecret.Value}. {SimulatedScript.Answer(prompt).Text}" },
        _ when revision.Tuned.TryGetValue(prompt.Last, out var known) => new() { Text = known },
        ModelBehaviour.Safe when Array.Exists(Harmful, phrase => prompt.Last.Contains(phrase, StringComparison.OrdinalIgnoreCase)) =>
            new() { Text = Refusal },
        _ => SimulatedScript.Answer(prompt),
    };
}
