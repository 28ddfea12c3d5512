namespace ServerlessGuard.Detection.Tests.Rules;

/// <summary>A password is found below its name, in the cell beside it, and in the marks of Markdown; the next setting is none.</summary>
public sealed class PasswordPlaceTests
{
    private static readonly string[] Names =
        ["password", "Password", "ADMIN_PASSWORD", "db.password", "Passwort", "Mot de passe", "пароль", "Contraseña", "密码"];

    private static readonly string[] Values = ["Zk38fmQ1xx", "gr5!tynb2w", "Blau.Pferd7?x", "p7-Qm-zt-40wL"];

    public static TheoryData<string> Places =>
    [
        "$=\n#\n", "$:\n#\n", "$:\r\n\r\n#\r\n", "$ =\n    #", "$ is:\n\n  #\n", "- $:\n  - #\n", "**$:**\n`#`\n", "$: `#`", "- **$**: #", "| $ | # |",
        "| $ | `#` | x |", "$\t#\n",
    ];

    [Theory]
    [MemberData(nameof(Places))]
    public void Finds_APassword(string place)
    {
        foreach (var name in Names)
        {
            foreach (var value in Values)
            {
                var text = place.Replace("$", name, StringComparison.Ordinal).Replace("#", value, StringComparison.Ordinal);
                Secrets(text).ShouldContain(found => text.Substring(found.Start, found.Length).Contains(value), text);
            }
        }
    }

    [Theory]
    [InlineData("$=\nHOST=db1.fabrikam\nPORT2=8080\n", "HOST", "PORT2")]
    [InlineData("$:\n  min_length: 12\n  max_length: 64\n", "min_length", "64")]
    [InlineData("$:\nat least 12 characters and a sign!\n", "least", "12")]
    [InlineData("$\nConfirm it, step 2\n", "Confirm", "2")]
    [InlineData("$=\n\n[section2]\n", "section2", "[")]
    [InlineData("$:\n# rotated 2031-02-03\n", "2031", "rotated")]
    [InlineData("$ | varchar(255) | not null", "varchar", "255")]
    public void Leaves_WhatFollowsAnEmptyOne(string place, string first, string second)
    {
        foreach (var name in Names)
        {
            var text = place.Replace("$", name, StringComparison.Ordinal);
            var kept = Secrets(text).Select(found => text[found.Start..found.End]).ToList();
            kept.ShouldNotContain(
                value => value.Contains(first, StringComparison.Ordinal) || value.Contains(second, StringComparison.Ordinal), text);
        }
    }

    [Theory]
    [InlineData("API_KEY=\nHOST=shop-frontend-7f3a.fabrikam\n")]
    [InlineData("client_secret:\nTENANT_NAME=fabrikam-west-europe-0042\n")]
    public void Leaves_TheSettingBelowAnEmptyToken(string text) => Secrets(text).ShouldBeEmpty();

    [Theory]
    [InlineData("the password is wrong!")]
    [InlineData("your password is below:")]
    [InlineData("login bypass: route-66x")]
    [InlineData("her season pass: SP-2031-88X")]
    public void Leaves_Sentences(string text) => Secrets(text).ShouldBeEmpty();

    [Fact]
    public void Finds_AShortName_BesideItsUser()
    {
        const string Text = "user: anna\npass: Zk38fmQ1xx\n";
        Secrets(Text).ShouldContain(static found => Text.Substring(found.Start, found.Length) == "Zk38fmQ1xx");
    }

    private static List<Finding> Secrets(string text) =>
        [.. Scanner.Default.Scan(text).Where(static found => found.Rule.Category == FindingCategory.Secret)];
}
