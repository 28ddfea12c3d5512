namespace ServerlessGuard.Detection.Tests;

/// <summary>A context word counts in the name of a field, however the name is spelled, and not where the name says another thing.</summary>
public sealed class NameContextTests
{
    private const string Phone = "2127365000";
    private const string Ssn = "512447781";

    public static TheoryData<string, string> Named
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (names, kind, value) in (ReadOnlySpan<(string[], string, string)>)
            [
                (["phone", "phone_number", "phoneNumber", "PHONE_NUMBER", "homePhone", "user_mobile_no", "contact_phone", "PhoneNo"], "phone", Phone),
                (["ssn", "customer_ssn", "employeeSsn", "SSN_VALUE", "socialSecurityNumber", "social_security_number"], "us-ssn", Ssn),
                (["dateOfBirth", "date_of_birth", "birthDate", "BIRTH_DATE", "patient_dob"], "date-of-birth", "1984-02-29"),
            ])
            {
                foreach (var name in names)
                {
                    foreach (var form in (ReadOnlySpan<string>)["{\"$\": \"#\"}", "$=#", "$: #\n", "<$>#</$>"])
                    {
                        data.Add(form.Replace("$", name, StringComparison.Ordinal).Replace("#", value, StringComparison.Ordinal), kind);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Named))]
    public void Finds_TheValueOfANamedField(string text, string kind) =>
        Scanner.Default.Scan(text).ShouldContain(found => found.Rule.Kind == kind, text);

    [Theory]
    [InlineData("contact_id=")]
    [InlineData("callCount: ")]
    [InlineData("\"mobileAppId\": ")]
    [InlineData("cell_index = ")]
    [InlineData("socialScore=")]
    public void Leaves_TheValueOfAnotherThing(string name) =>
        Scanner.Default.Scan(name + Phone).ShouldNotContain(static found => found.Rule.Category == FindingCategory.Personal);

    [Fact]
    public void Counts_BeforeItsValueAlone()
    {
        Scanner.Default.Scan($"{Phone}, then phone_number").ShouldBeEmpty();
        Scanner.Default.Scan($"phone_number = null; total = {new string('x', 30)} {Phone}").ShouldBeEmpty();
    }

    [Fact]
    public void Finds_TheSame_HoweverTheTextIsCut()
    {
        var text = $"{{\"phone_number\":\"{Phone}\",\"note\":\"NPI number is 1245319598\",\"customerSsn\":\"{Ssn}\"}} and {Phone} rows";
        var whole = Scanner.Default.Scan(text);
        whole.Count.ShouldBeGreaterThan(2);
        for (var step = 1; step < 40; step++)
        {
            ScanSegmentTests.InSteps(Scanner.Default, text, [step, 7, 1]).ShouldBe(whole);
        }
    }
}
