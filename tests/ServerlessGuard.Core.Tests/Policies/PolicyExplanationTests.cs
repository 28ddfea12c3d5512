using System.Text.Json;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tests.Policies;

public sealed class PolicyExplanationTests
{
    private static readonly GuardPolicy Policy = PolicyLoader.LoadFile(PolicyFiles.Shipped).Policy!;

    [Fact]
    public void Explains_InPlainSentences()
    {
        var sentences = PolicyExplanation.For(Policy, "claims-assistant")!.Sentences;

        sentences.ShouldContain("On the way to the model, personal data is replaced by a token.");
        sentences.ShouldContain("On the way to the model, an injected instruction is held until a person decides.");
        sentences.ShouldContain("In an answer, a secret blocks the whole message.");
        sentences.ShouldContain("Its models may call the tool refund.create (effect: send; arguments outside its schema: review; "
            + "arguments without a source: review; at most 10/h).");
        sentences.ShouldContain("An answer of a risk above 0.5 is held for a person, and two must agree; a case that nobody decides within 30m "
            + "is denied; 5% of released answers are sampled.");
        sentences.ShouldContain("Content is kept 7y, proofs 10y.");
    }

    [Fact]
    public void Says_WhenATierOnlyObserves()
    {
        var sentences = PolicyExplanation.For(Policy, "observer")!.Sentences;

        sentences.ShouldContain(
            "The tier observes: everything below is decided and recorded as if it were enforced, and every request and answer passes "
            + "unchanged.");
        sentences.ShouldContain("On the way to the model, a secret would block the whole message, and passes.");
        sentences.ShouldContain("Nothing is held for a person, and nothing is sampled.");
        string.Join(' ', sentences).ShouldNotContain(" blocks ");
        string.Join(' ', sentences).ShouldNotContain("is masked");
    }

    [Fact]
    public void IsNull_ForAStranger() => PolicyExplanation.For(Policy, "stranger").ShouldBeNull();

    [Fact]
    public void Serialises_ForMachines()
    {
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(PolicyExplanation.For(Policy, "demo"), JsonSerializerOptions.Web));

        json.RootElement.GetProperty("output").GetProperty("secrets").GetString().ShouldBe("mask");
        json.RootElement.GetProperty("tools")[1].GetProperty("limit").GetString().ShouldBe("10/h");
        json.RootElement.GetProperty("revision").GetString().ShouldBe(Policy.RevisionId);
    }
}
