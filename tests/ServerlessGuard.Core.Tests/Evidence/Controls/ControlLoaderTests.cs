using System.Text;
using ServerlessGuard.Core.Evidence.Controls;

namespace ServerlessGuard.Core.Tests.Evidence.Controls;

public sealed class ControlLoaderTests
{
    private const string Broken = """
        version: 2
        control: []
        controls:
          - { id: a, question: change, practice: rotation, statement: "Every key is replaced.", frameworks: { csf: [PR.AA-99], iso: [A.1] }, decided_by: [{ fact: drill.endet, max_age: 8d }] }
          - { id: a, question: who, practice: rotate, statement: "Short.", frameworks: {}, decided_by: [] }
          - id: c
            question: access
            practice: rotation
            statement: "Every key is replaced on time."
            frameworks: { atlas: [AML.T0012] }
            decided_by:
              - { fact: drill.ended, never: true, is: { outcome: passed }, max_age: soon }
              - { fact: drill.ended, by: drill, is: { outcome: { above: 3 }, other: [], more: null }, max_age: 8d }
              - { fact: drill.ended, for_each: tools, max_age: 8d }
              - { fakt: drill.ended }
        """;

    [Fact]
    public void Reports_EveryError_AtItsLine()
    {
        var result = ControlLoader.Load(Encoding.UTF8.GetBytes(Broken), "controls.yaml");

        result.Controls.ShouldBeNull();
        string.Join('\n', result.Errors).ShouldBe("""
            controls.yaml(1,10): version: 2 is not allowed here. Use one of: 1.
            controls.yaml(2,1): control: The key "control" is not known here. Did you mean controls?
            controls.yaml(4,109): controls[0].frameworks.csf[0]: "PR.AA-99" is not allowed here. Use one of: PR.AA-01, PR.AA-03, PR.AA-05, ID.RA-07, PR.PS-01, GV.RR-02, PR.DS-01, PR.DS-02, PR.DS-10, PR.PS-04, DE.CM-03, DE.CM-06, DE.CM-09, DE.AE-02, DE.AE-03, DE.AE-06, DE.AE-08, RS.MA-01, RS.MA-05, RS.MI-01, RS.MI-02, RS.AN-03, RS.AN-06, RS.AN-07, RC.RP-01, RC.RP-02, RC.RP-03, RC.RP-05, RC.RP-06, ID.IM-02, PR.DS-11, ID.RA-09, GV.SC-07. Did you mean PR.AA-01?
            controls.yaml(4,120): controls[0].frameworks.iso: The key "iso" is not known here. Known keys: csf, ai-rmf, owasp-llm, owasp-agentic, atlas, ai-600-1, iso-42001, eu-ai-act, soc2.
            controls.yaml(4,155): controls[0].decided_by[0].fact: There is no kind of fact "drill.endet". Did you mean drill.ended?
            controls.yaml(5,11): controls[1].id: The id "a" occurs twice. Keep one; the first is on line 4.
            controls.yaml(5,24): controls[1].question: "who" is not allowed here. Use one of: change, access, misbehave.
            controls.yaml(5,39): controls[1].practice: "rotate" is not allowed here. Use one of: input-filtering, logging-retention, output-review, access, rotation, rollback, revocation, incident-response, drills, drift, shadow-deployments, tool-policy.
            controls.yaml(5,58): controls[1].statement: "Short." is too short. Write at least 10 characters.
            controls.yaml(5,80): controls[1].frameworks: This is empty. Add at least 1.
            controls.yaml(5,96): controls[1].decided_by: The list is too short. List at least 1.
            controls.yaml(12,43): controls[2].decided_by[0].is: is describes an existing fact, so it cannot be combined with never. Use of, or remove never.
            controls.yaml(12,77): controls[2].decided_by[0].max_age: "soon" is not well formed. Write a whole number and a unit: 30m, 24h, 7d or 7y.
            controls.yaml(13,34): controls[2].decided_by[1].by: For entries, by needs for_each, because a removed subject would stay required. Add for_each: the policy's list of subjects.
            controls.yaml(13,56): controls[2].decided_by[1].is.outcome: This is not a condition. Write a text, a list of texts, or { at_least: N, at_most: N }.
            controls.yaml(13,77): controls[2].decided_by[1].is.other: This is not a condition. Write a text, a list of texts, or { at_least: N, at_most: N }.
            controls.yaml(13,81): controls[2].decided_by[1].is.more: This is not a condition. Write a text, a list of texts, or { at_least: N, at_most: N }.
            controls.yaml(14,30): controls[2].decided_by[2].for_each: for_each needs by. Add by: the value that names the member.
            controls.yaml(15,9): controls[2].decided_by[3]: fact is missing here. Add it, for example fact: "drill.ended".
            controls.yaml(15,9): controls[2].decided_by[3]: max_age is missing here. Add it, for example max_age: "30d".
            controls.yaml(15,11): controls[2].decided_by[3].fakt: The key "fakt" is not known here. Did you mean fact?
            """, StringCompareShould.IgnoreLineEndings);
    }

    [Fact]
    public void Loads_TheShippedControls_ForEveryPractice()
    {
        var result = ControlLoader.LoadFile(Shipped.File);

        result.Errors.ShouldBeEmpty();
        var controls = result.Controls.ShouldNotBeNull();
        controls.Select(static c => c.Practice).Distinct().Order(StringComparer.Ordinal).ShouldBe(
        [
            "access", "drift", "drills", "incident-response", "input-filtering", "logging-retention", "output-review",
            "revocation", "rollback", "rotation", "shadow-deployments", "tool-policy",
        ]);
        controls.Select(static c => c.Question).Distinct().Count().ShouldBe(3);
        foreach (var framework in new[] { "csf", "ai-rmf", "owasp-llm", "owasp-agentic", "atlas" })
        {
            controls.ShouldContain(c => c.Frameworks.Any(f => f.Framework == framework));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("version: 1")]
    [InlineData("version: &a 1\ncontrols: *a")]
    public void Refuses_WhatIsNoSetOfControls(string yaml)
    {
        var result = ControlLoader.Load(Encoding.UTF8.GetBytes(yaml), "controls.yaml");

        result.Controls.ShouldBeNull();
        result.Errors.ShouldNotBeEmpty();
    }

    [Fact]
    public void Says_ThatAFileIsMissing() => ControlLoader.LoadFile("no/such/controls.yaml").Errors.Count.ShouldBe(1);
}
