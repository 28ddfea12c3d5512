using System.Text.Json;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Tests.Evidence;
using ServerlessGuard.Core.Tests.Redaction;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Core.Tests.Policies;

/// <summary>Every place that must know an action knows it: a failure names the action and the place that lacks it.</summary>
public sealed class GuardActionTests
{
    private static readonly GuardAction[] All = Enum.GetValues<GuardAction>();

    public static TheoryData<GuardAction> Actions => [.. All];

    public static TheoryData<GuardAction> Changes => [.. All.Where(static action => action.Replaces() || action == GuardAction.Neutralise)];

    [Theory]
    [MemberData(nameof(Actions))]
    public void EachAction_HasASentence(GuardAction action) =>
        Should.NotThrow(() => action.Sentence(), "GuardActions.Sentence lacks it");

    [Fact]
    public void EachSentence_IsOfOneAction() => All.Select(static action => action.Sentence()).ShouldBeUnique();

    [Fact]
    public void EachAction_ReplacesOrIsKnownNotTo() =>
        All.Where(static action => !action.Replaces())
            .Except([GuardAction.Allow, GuardAction.Neutralise, GuardAction.Hold, GuardAction.Block])
            .ShouldBeEmpty("GuardActions.Replaces lacks it");

    /// <summary>An action whose text depends on the session's keys needs keys that last as long as the conversation.</summary>
    [Theory]
    [MemberData(nameof(Actions))]
    public void EachAction_NeedsKeys_WhenItsTextDependsOnThem(GuardAction action) =>
        (Applied(action, 1) != Applied(action, 2)).ShouldBe(action.NeedsKeys(), "GuardActions.NeedsKeys is wrong for it");

    /// <summary>Two values, so that a replacement that tells values apart is one of its own.</summary>
    [Theory]
    [MemberData(nameof(Changes))]
    public void EachReplacement_LeavesATextOfItsOwn(GuardAction action)
    {
        var text = Applied(action);
        if (action.Replaces())
        {
            text.ShouldNotContain("joe@example.com", Case.Insensitive, "Replacement.For lets the value through");
        }

        All.Where(static other => other.Replaces())
            .Where(other => other != action && Applied(other) == text)
            .ShouldBeEmpty("Replacement.For does the same for both");
    }

    [Theory]
    [InlineData("input", "personal")]
    [InlineData("input", "secrets")]
    [InlineData("input", "injection")]
    [InlineData("output", "personal")]
    [InlineData("output", "secrets")]
    [InlineData("output", "leakage")]
    [InlineData("output", "markup")]
    public void TheSchema_ListsEveryActionThatSuits(string direction, string category)
    {
        var suits = All.Where(action => category switch
        {
            // Nothing of it is anybody's value, so nothing needs to be told apart or restored.
            "injection" or "leakage" => !action.NeedsKeys() && action != GuardAction.Neutralise,
            "markup" => !action.NeedsKeys(),
            _ => action != GuardAction.Neutralise,
        }).Select(Spelled).ToList();
        var listed = Listed(direction, category);
        suits.Except(listed).ShouldBeEmpty($"policies/guard.schema.json lacks it in definitions.tier.{direction}.{category}");
        listed.Except(suits).ShouldBeEmpty("GuardAction lacks it");
    }

    [Theory]
    [InlineData("input.personal")]
    [InlineData("input.secrets")]
    [InlineData("output.personal")]
    public void TheControls_CountEveryActionThatActs(string value)
    {
        var path = value.Split('.');
        var counted = Shipped.Controls.SelectMany(static control => control.DecidedBy).SelectMany(static requirement => requirement.Is)
            .Single(condition => condition.Value == value).AnyOf;
        Listed(path[0], path[1]).Except([Spelled(GuardAction.Allow)])
            .Except(counted)
            .ShouldBeEmpty($"policies/controls.yaml lacks it in {value}");
    }

    private static string Applied(GuardAction action, int seed = 1) =>
        Sample.Redactor.Redact(
            "joe@example.com jane@example.com", Sample.All(action), TokenSession.Ephemeral(new SeededEntropy(seed))).Text;

    private static string Spelled(GuardAction action) => action.ToString().ToLowerInvariant();

    private static List<string> Listed(string direction, string category)
    {
        using var schema = JsonDocument.Parse(typeof(GuardPolicy).Assembly.GetManifestResourceStream("guard.schema.json")!);
        return [.. schema.RootElement.GetProperty("definitions")
            .GetProperty("tier")
            .GetProperty("properties")
            .GetProperty(direction)
            .GetProperty("properties")
            .GetProperty(category).GetProperty("enum").EnumerateArray().Select(static name => name.GetString()!)];
    }
}
