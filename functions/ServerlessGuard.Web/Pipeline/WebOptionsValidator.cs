using Microsoft.Extensions.Options;

namespace ServerlessGuard.Web.Pipeline;

[OptionsValidator]
internal sealed partial class WebOptionsValidator : IValidateOptions<WebOptions>;
