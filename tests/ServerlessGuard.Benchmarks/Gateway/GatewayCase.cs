using System.Text;

namespace ServerlessGuard.Benchmarks;

/// <summary>The requests of a case of the gateway's benchmark.</summary>
/// <param name="Body">The request with a number; numbers do not repeat.</param>
/// <param name="Share">The part of the asked requests that a round makes: long prompts take long.</param>
internal sealed record GatewayCase(string Name, string Title, Func<long, byte[]> Body, double Share = 1, bool Streams = false)
{
    private const string Plain =
        "Summarise in two sentences why the committee postponed its decision on the new car park, and what happens next.";

    private const string Values = "Write to erika.mustermann@mailbox.org that the refund to card 4111 1111 1111 1111 was approved, "
        + "politely and in two sentences.";

    private static readonly string[] Words =
        "the committee heard that traffic on the ring road had grown since spring and asked for a report before it would decide".Split(' ');

    public static IReadOnlyList<GatewayCase> All { get; } =
    [
        Same("plain", "no values", Plain, "false"),
        Same("values", "two values, one conversation", Values, "false"),
        new("fresh", "two values, a new conversation each", static number => Request($"Letter {number}. {Values}", "false")),
        Same("stream", "no values, streamed", Plain, "true") with { Streams = true },
        Same("2k", "2 KB without values", Prose(2_000), "false"),
        Same("400k", "400 KB without values", Prose(400_000), "false") with { Share = 0.02 },
    ];

    private static GatewayCase Same(string name, string title, string prompt, string stream)
    {
        var body = Request(prompt, stream);
        return new(name, title, _ => body);
    }

    private static byte[] Request(string prompt, string stream) => Encoding.UTF8.GetBytes(
        $$"""{"model":"demo-model","stream":{{stream}},"messages":[{"role":"system","content":"You are a helpful clerk."},{"role":"user","content":"{{prompt}}"}]}""");

    /// <summary>Words in an order that does not come again, since a repeated text measures a scanner's caches.</summary>
    private static string Prose(int length)
    {
        var random = new Random(7);
        var text = new StringBuilder();
        while (text.Length < length)
        {
            text.Append(Words[random.Next(Words.Length)]).Append(random.Next(12) == 0 ? ". " : " ");
        }

        return text.ToString();
    }
}
