import RealModule

/// The value below which a standard normal variable falls with a probability, to a relative error of 1e-9.
/// - Parameter probability: above 0 and below 1; others give negative or positive infinity.
/// - Source: Acklam 2003, "An algorithm for computing the inverse normal cumulative distribution function".
public func normalQuantile(_ probability: Double) -> Double {
  guard probability > 0 else { return -.infinity }
  guard probability < 1 else { return .infinity }
  let tail = 0.02425
  if probability < tail { return tailQuantile(probability) }
  if probability > 1 - tail { return -tailQuantile(1 - probability) }
  let q = probability - 0.5
  let r = q * q
  let numerator = polynomial(
    [
      -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
      -3.066479806614716e+01, 2.506628277459239e+00,
    ], r)
  let denominator = polynomial(
    [
      -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
      -1.328068155288572e+01, 1,
    ], r)
  return q * numerator / denominator
}

private func tailQuantile(_ probability: Double) -> Double {
  let q = (-2 * Double.log(probability)).squareRoot()
  let numerator = polynomial(
    [
      -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00,
      4.374664141464968e+00, 2.938163982698783e+00,
    ], q)
  let denominator = polynomial(
    [7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00, 1], q)
  return numerator / denominator
}

/// Horner's rule, the highest power first.
private func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
  coefficients.reduce(0) { $0 * x + $1 }
}
