namespace ServerlessGuard.Functions.Tests.Story;

/// <summary>Each duty's app does its whole work with exactly the rights of policies/duties.yaml, and needs each of them.</summary>
public sealed class GrantTests(WholeStory story) : IClassFixture<WholeStory>
{
    public static TheoryData<string> Duties => [.. DutyFile.Functions.Where(static d => d.Value.Count > 0).Select(static d => d.Key)];

    public static TheoryData<string, string> Chapters => [.. WholeStory.Names.Select(static c => new TheoryDataRow<string, string>(c.Duty, c.Name))];

    [Theory]
    [MemberData(nameof(Chapters))]
    public void ADuty_DoesItsWork(string duty, string chapter) => story.FailureOf(duty, chapter).ShouldBeNull();

    [Theory]
    [MemberData(nameof(Duties))]
    public void NoRequestOfADuty_NeedsMoreThanItIsGranted(string duty) => story.Of(duty).Denied.Distinct().ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Duties))]
    public void EveryFunctionOfADuty_WasDriven(string duty) => DutyFile.Functions[duty].Except(story.Of(duty).Driven).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Duties))]
    public void EveryGrant_IsUsed_ByAFunctionOfItsDuty(string duty) => story.Of(duty).Unused.ShouldBeEmpty();
}
