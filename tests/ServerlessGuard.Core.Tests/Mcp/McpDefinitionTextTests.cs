using System.Text.Json.Nodes;
using CsCheck;
using ServerlessGuard.Core.Mcp;

namespace ServerlessGuard.Core.Tests.Mcp;

/// <summary>Hashes and hidden texts of what servers say of their tools.</summary>
public sealed class McpDefinitionTextTests
{
    private static readonly string[] Hidden =
    [
        "\u200B", "\u200D", "\u2060", "\u202E", "\uFEFF", "\u00AD", "\U000E0041", "\uE000", "\u0000", "\u001b[31m", "\u0085", "<!--",
        new string(' ', 70), new string('\n', 70),
    ];

    private static readonly Gen<string> Prose = Gen.Char["abc defgh.\n,:123äß"].Array[0, 200].Select(static c => new string(c));

    [Fact]
    public void TheLayout_DoesNotCount() =>
        Gen.Shuffle(new[] { "name", "description", "inputSchema", "annotations" }).Sample(static names =>
            HashOf(names, "Reads.") == HashOf(["name", "description", "inputSchema", "annotations"], "Reads."));

    [Fact]
    public void EveryText_Counts() => Gen.Select(Prose, Prose).Sample(static (one, other) =>
        (HashOf(["description"], one) == HashOf(["description"], other)) == (one == other));

    [Fact]
    public void AHiddenText_IsFound_WhereverItStands() => Gen.Select(Prose, Gen.Int[0, Hidden.Length - 1], Prose).Sample(
        static (before, hidden, after) => McpDefinition.HidesText(before + "x" + Hidden[hidden] + "x" + after));

    [Fact]
    public void Prose_HidesNothing() => Prose.Sample(static text => !McpDefinition.HidesText(text.Replace("\n", "", StringComparison.Ordinal)));

    [Theory]
    [InlineData("call send_mail now", true)]
    [InlineData("call `Send_Mail`.", true)]
    [InlineData("send_mailer", false)]
    [InlineData("resend_mail", false)]
    [InlineData("send mail", false)]
    public void ANameOfATool_IsAWholeWord(string text, bool isNamed) => McpDefinition.Names(text, "send_mail").ShouldBe(isNamed);

    private static string HashOf(string[] names, string description) => new McpDefinition(new JsonObject(names.Select(
        name => KeyValuePair.Create<string, JsonNode?>(name, name switch
        {
            "description" => description,
            "name" => "read",
            _ => new JsonObject { ["type"] = "object" },
        })))).Hash;
}
