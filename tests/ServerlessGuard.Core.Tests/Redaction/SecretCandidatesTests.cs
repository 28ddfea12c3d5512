using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Core.Tests.Redaction;

public sealed class SecretCandidatesTests
{
    private const string Key = "Zm9yLXRlc3RzLW9ubHktbm90LWEta2V5LWF0LWFsbA==";

    [Theory]
    [InlineData(Key)]
    [InlineData("key=" + Key)]
    [InlineData("key: \"" + Key + "\"")]
    [InlineData("Authorization: Bearer " + Key)]
    [InlineData("AccountKey=" + Key + ";EndpointSuffix=example")]
    public void FindsTheKey_InWhateverTheRuleMatched(string region)
    {
        var sightings = new SecretCandidates();

        sightings.Add(region);

        sightings.All.ShouldContain(Key);
    }

    [Fact]
    public void KeepsABoundedNumber_OfBoundedLength()
    {
        var sightings = new SecretCandidates();

        sightings.Add(new string('k', SecretCandidates.Longest + 1));
        sightings.Add("short");
        sightings.All.ShouldBeEmpty();
        for (var i = 0; i < 3 * SecretCandidates.Most; i++)
        {
            sightings.Add($"a-key-of-many-letters-{i}");
        }

        sightings.All.Count.ShouldBe(SecretCandidates.Most);
    }
}
