using System.Text.RegularExpressions;
using CsCheck;
using ServerlessGuard.Core.Access;

namespace ServerlessGuard.Core.Tests.Access;

public sealed class ActionPatternTests
{
    [Theory]
    [InlineData("*", "Microsoft.Web/sites/write", true)]
    [InlineData("*/read", "Microsoft.Web/sites/read", true)]
    [InlineData("*/read", "Microsoft.Web/sites/write", false)]
    [InlineData("Microsoft.Web/*", "microsoft.web/SITES/config/write", true)]
    [InlineData("Microsoft.Web/*", "Microsoft.Web", false)]
    [InlineData("Microsoft.Web/sites/*/write", "Microsoft.Web/sites/config/write", true)]
    [InlineData("Microsoft.Web/sites/*/write", "Microsoft.Web/sites/slots/config/write", true)]
    [InlineData("Microsoft.Web/sites/*/write", "Microsoft.Web/sites/write", false)]
    [InlineData("Microsoft.Authorization/*/Write", "Microsoft.Authorization/roleAssignments/write", true)]
    [InlineData("Microsoft.Web/sites/write", "Microsoft.Web/sites/write", true)]
    [InlineData("Microsoft.Web/sites/writ", "Microsoft.Web/sites/write", false)]
    [InlineData("", "Microsoft.Web/sites/write", false)]
    [InlineData("**", "", true)]
    public void Matches_AsAzureDoes(string pattern, string action, bool expected) =>
        ActionPattern.Matches(pattern, action).ShouldBe(expected);

    [Fact]
    public void Matches_AsTheSameRegexWould()
    {
        var text = Gen.Char["aB/*"].Array[0, 8].Select(static c => new string(c));
        Gen.Select(text, Gen.Char["ab/A"].Array[0, 10].Select(static c => new string(c))).Sample(
            static (pattern, action) => ActionPattern.Matches(pattern, action)
                == Regex.IsMatch(
                    action, "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal) + "$",
                    RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.NonBacktracking),
            iter: 2_000);
    }

    [Fact]
    public void Takes_LinearTime_ForAHostilePattern()
    {
        // Backtracking over every star would take longer than this test may run.
        var pattern = string.Concat(Enumerable.Repeat("*a", 2000)) + "b";
        ActionPattern.Matches(pattern, new string('a', 20_000)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Microsoft.CognitiveServices/accounts/deployments/write", true)]
    [InlineData("Microsoft.CognitiveServices/accounts/listKeys/action", false)]
    [InlineData("#Microsoft.CognitiveServices/accounts/OpenAI/files/read", true)]
    [InlineData("#Microsoft.CognitiveServices/accounts/OpenAI/stored-completions/read", false)]
    [InlineData("#Microsoft.CognitiveServices/accounts/deployments/write", false)]
    [InlineData("Microsoft.Storage/storageAccounts/write", false)]
    public void NotActions_TakeAway_FromTheirOwnKindOnly(string action, bool expected) => new RolePermissions
    {
        Actions = ["Microsoft.CognitiveServices/*"],
        NotActions = ["*/listKeys/action"],
        DataActions = ["Microsoft.CognitiveServices/accounts/OpenAI/*"],
        NotDataActions = ["Microsoft.CognitiveServices/accounts/OpenAI/stored-completions/read"],
    }.Covers(action).ShouldBe(expected);

    [Fact]
    public void APermissionAllows_WhatAnotherOnesNotActionsTake()
    {
        var role = new RoleDefinition("/r", "r", true, [
            new RolePermissions { Actions = ["*"], NotActions = ["*/write"] },
            new RolePermissions { Actions = ["Microsoft.Web/sites/write"] }
        ]);
        role.Covers("Microsoft.Web/sites/write").ShouldBeTrue();
        role.Covers("Microsoft.Storage/storageAccounts/write").ShouldBeFalse();
    }
}
