using ServerlessGuard.Attack.Tests.Gateway;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Attack.Tests.Texts;

/// <summary>No escape hides a value from the guard that some client's parser gives away.</summary>
public sealed class EscapeAttackTests(AttackedGateway gateway) : IClassFixture<AttackedGateway>
{
    public static TheoryData<string> Paths() => [.. TextPath.All.Select(static path => path.ToString())];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task NothingIsThrough(string name)
    {
        var path = TextPath.All.Single(one => one.ToString() == name);
        var through = new List<string>();
        var place = 0;
        foreach (var (attempt, text, value) in EscapedValues.Some(TestRun.Schedules(EscapedValues.Count, 300), 17))
        {
            ClientReading.Holds(text, value).ShouldBeTrue(attempt);
            if (ClientReading.Holds(await path.SendAsync(gateway.Host, text, place++), value))
            {
                through.Add(attempt);
            }
        }

        through.ShouldBeEmpty();
    }
}
