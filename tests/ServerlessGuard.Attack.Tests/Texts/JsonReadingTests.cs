using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServerlessGuard.Attack.Tests.Gateway;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Upstream;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Models;
using ServerlessGuard.Web.Tests.Gateway;

namespace ServerlessGuard.Attack.Tests.Texts;

/// <summary>The guard reads the strings that Node's JSON.parse reads in a document, or refuses it.</summary>
public sealed class JsonReadingTests(AttackedGateway gateway) : IClassFixture<AttackedGateway>
{
    private static int Attempts => TestRun.IsLong ? 20_000 : 4_000;

    [Fact]
    public async Task TheGuardReads_WhatNodeReads()
    {
        var texts = new JsonTexts(17);
        var documents = Enumerable.Range(0, Attempts).Select(_ => texts.Next()).ToList();
        var node = await NodeReading.StringsOfAsync(documents);
        var (other, both) = (new List<string>(), 0);
        foreach (var (document, strings) in documents.Zip(node))
        {
            if (Read(document) is not { } own)
            {
                continue;
            }

            both += strings is null ? 0 : 1;
            if (strings is null || !Sorted(own).SequenceEqual(Sorted(strings), StringComparer.Ordinal))
            {
                other.Add(Encoding.UTF8.GetString(document));
            }
        }

        other.ShouldBeEmpty();
        both.ShouldBeGreaterThan(Attempts / 4, "documents that both read");
    }

    public static TheoryData<string> Ways => ["request", "answer", "stream"];

    /// <summary>A secret in a document near JSON, in a string or a name, reaches nobody who reads it with Node.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task NoDocumentHidesAValue_FromNode(string way)
    {
        var (texts, passed, random) = (new JsonTexts(18), new List<byte[]>(), new Random(19));
        for (var i = 0; i < TextAttacks.Ordinary * 2; i++)
        {
            var secret = i % 4 == 3 ? "none" : Spelled(FieldAttacks.Secret, random);
            passed.AddRange(way == "request" ? await AskAsync(texts, secret) : await AnswerAsync(texts, secret, way == "stream"));
        }

        var read = (await NodeReading.StringsOfAsync(passed)).OfType<IReadOnlyList<string>>().ToList();
        read.Count.ShouldBeGreaterThan(20, "documents that pass");
        read.SelectMany(static one => one)
            .Where(static text => text.Contains(FieldAttacks.Secret, StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    private async Task<IEnumerable<byte[]>> AskAsync(JsonTexts texts, string secret)
    {
        gateway.Host.Model.Script = ScriptedModel.Json(Chat.Answer("Fine."));
        var before = gateway.Host.Model.Requests.Count;
        var body = new List<byte>("{\"model\":\"claims-ft\",\"metadata\":"u8.ToArray());
        body.AddRange(texts.Next($"\"note\":\"{secret}\""));
        body.AddRange(Encoding.UTF8.GetBytes($",\"messages\":[{{\"role\":\"user\",\"content\":\"{secret}\"}}]}}"));
        using var content = new ByteArrayContent([.. body]);
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Host.Address, Chat.Path)) { Content = content };
        request.Headers.Authorization = new("Bearer", "strict");
        using var client = new HttpClient();
        using var response = await client.SendAsync(request);
        return gateway.Host.Model.Requests.Skip(before).Select(static one => Encoding.UTF8.GetBytes(one.Body)).ToList();
    }

    private async Task<IEnumerable<byte[]>> AnswerAsync(JsonTexts texts, string secret, bool stream)
    {
        var vendor = Encoding.UTF8.GetString(texts.Next($"\"note\":\"{secret}\"")).ReplaceLineEndings(" ");
        gateway.Host.Model.Script = stream
            ? ScriptedModel.Events(
                $"data: {{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"vendor\":{vendor},\"choices\":[{{\"index\":0,\"delta\":{{\"role\":\"assistant\",\"content\":\"{secret}\"}}}}]}}\n\n",
                "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n",
                "data: [DONE]\n\n")
            : ScriptedModel.Json(
                $"{{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"vendor\":{vendor},\"choices\":[{{\"index\":0,\"message\":{{\"role\":\"assistant\",\"content\":\"{secret}\"}},\"finish_reason\":\"stop\"}}]}}");
        using var response = await gateway.Host.PostAsync(stream ? "live" : "strict", Chat.Path, Chat.Request("Hello", stream));
        var told = await response.Content.ReadAsStringAsync();
        return stream
            ? [.. told.Split('\n').Where(static line => line.StartsWith("data: ", StringComparison.Ordinal))
                .Select(static line => Encoding.UTF8.GetBytes(line[6..]))]
            : [Encoding.UTF8.GetBytes(told)];
    }

    /// <summary>Some letters as escapes, which every parser takes back.</summary>
    private static string Spelled(string text, Random random) =>
        string.Concat(text.Select(unit => random.Next(3) == 0 ? $"\\u{(int)unit:x4}" : unit.ToString()));

    /// <summary>The strings, names and numbers; null for a document that the guard refuses.</summary>
    private static List<string>? Read(byte[] document)
    {
        try
        {
            var strings = new List<string>();
            Collect(ModelReader.Parse(document), strings);
            return strings;
        }
        catch (Exception refused) when (refused is ModelFailedException or InvalidOperationException or JsonException)
        {
            return null;
        }
    }

    private static void Collect(JsonNode? node, List<string> strings)
    {
        switch (node)
        {
            case JsonObject owner:
                foreach (var (name, value) in owner)
                {
                    strings.Add(name);
                    Collect(value, strings);
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    Collect(item, strings);
                }

                break;
            case JsonValue when GatewayJson.IsText(node):
                strings.Add(node.GetValue<string>());
                break;
            case JsonValue when node.GetValueKind() == JsonValueKind.Number:
                strings.Add(Number(JsonNumbers.Plain(node.ToJsonString())));
                break;
        }
    }

    /// <summary>As JavaScript writes a number that is short enough to be one; what it rounds is not compared.</summary>
    private static string Number(string plain) => plain.TrimStart('-') is "0" ? "0" : plain;

    private static IEnumerable<string> Sorted(IEnumerable<string> strings) => strings
        .Where(static one => one is not ("123456789012345678901" or "123456789012345680000" or "1e400" or "Infinity"))
        .Order(StringComparer.Ordinal);
}
